package dev.stillframe.standalone.http;

import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.read.PublicFiles;
import java.util.function.Supplier;

/**
 * What a server serves, in the order in which paths are looked up.
 *
 * @param health asked for each request of {@code /health}; must be quick
 * @param door the API, and who may read the rest
 * @param assets the page
 * @param files answers all other paths
 */
public record Site(Supplier<Health> health, FrontDoor door, Assets assets, PublicFiles files) {}
