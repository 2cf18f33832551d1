package finality.access;

import java.util.UUID;

/**
 * Who calls. A handler takes it as a parameter.
 *
 * @param person who acts: four eyes are two persons, not two keys
 * @param keyId the API key, also behind a browser session
 * @param house of the tenant whose people run the house: what is everybody's is theirs to stop and start
 */
public record Principal(int tenant, String person, Role role, UUID keyId, boolean house) {}
