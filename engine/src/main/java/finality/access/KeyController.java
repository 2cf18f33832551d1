package finality.access;

import finality.access.Access.Key;
import finality.edge.Answers;
import finality.edge.Fields;
import finality.edge.Json;
import finality.edge.Page;
import finality.edge.Query;
import finality.edge.Reply;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** API keys of the caller's tenant. Making one is not replayed by an idempotency key: the answer holds a secret and is stored nowhere. */
@RestController
final class KeyController {
  private final Access access;

  KeyController(Access access) { this.access = access; }

  record View(UUID id, String prefix, String person, String role, Instant createdAt, @Nullable Instant revokedAt) {
    static View of(Key key) { return new View(key.id(), key.prefix(), key.person(), key.role().word(), key.createdAt(), key.revokedAt()); }
  }

  record Made(UUID id, @Nullable String key, String prefix, String person, String role, Instant createdAt) {}

  @Needs(Permission.ADMINISTER)
  @GetMapping("/v1/keys")
  Page<View> list(Principal who, Query query) {
    int limit = query.limit();
    var before = query.cursor(UUID::fromString);
    query.done();
    return Page.of(access.keys(who.tenant(), before, limit), limit, key -> key.id().toString(), View::of);
  }

  @Needs(Permission.ADMINISTER)
  @PostMapping("/v1/keys")
  Reply make(Principal who, Json body) {
    var fields = Fields.of(body).leaving("idempotency_key");
    var person = fields.text("person", 100);
    var role = fields.word("role", Role::parse, Role.VIEWER);
    if (!person.isEmpty() && Person.written(person).isEmpty()) fields.problem("person", "empty", "must not be empty; it is required");
    fields.done();
    var key = access.makeKey(who.tenant(), person, role, who.person());
    return Reply.of(201, Answers.json(new Made(key.id(), key.secret(), key.prefix(), key.person(), key.role().word(), key.createdAt())));
  }

  @Needs(Permission.ADMINISTER)
  @DeleteMapping("/v1/keys/{id}")
  Reply revoke(Principal who, @PathVariable UUID id) {
    access.revoke(who, id);
    return Reply.of(204, "");
  }
}
