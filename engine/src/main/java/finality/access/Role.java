package finality.access;

import static finality.access.Permission.*;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The one table of who may do what: viewer < operator < treasurer and approver < admin. */
public enum Role {
  VIEWER(READ),
  OPERATOR(READ, PAY, OPERATE),
  TREASURER(READ, PAY, OPERATE, TREASURY),
  APPROVER(READ, PAY, OPERATE, APPROVE),
  ADMIN(Permission.values());

  private final Set<Permission> permissions;

  Role(Permission... permissions) { this.permissions = Set.of(permissions); }

  public boolean may(Permission permission) { return permissions.contains(permission); }

  public String word() { return name().toLowerCase(Locale.ROOT); }

  /** @throws IllegalArgumentException naming the words there are */
  public static Role parse(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        "\"" + word + "\" is not a role; they are " + String.join(", ", Arrays.stream(values()).map(Role::word).toList())));
  }
}
