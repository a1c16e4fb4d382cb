package matryoshka.service.platform.database;

import javax.sql.DataSource;

/** Connections to the standby that this instance reads. */
public record FollowedPool(Standby standby, DataSource pool) {}
