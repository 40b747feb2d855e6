package dev.stillframe.aws;

import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.settings.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a function is told by its environment.
 *
 * @param place the deployment it belongs to
 * @param clients how the services are reached
 * @param environment all variables; those that begin with {@code STILLFRAME_} are settings
 */
public record FunctionSettings(Place place, ClientSettings clients, Map<String, String> environment) {
    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with the variable that is missing or wrong
     */
    public static FunctionSettings of(Map<String, String> environment) {
        return new FunctionSettings(Place.of(environment), ClientSettings.of(environment), Map.copyOf(environment));
    }

    /**
     * Opens the deployment.
     *
     * @param pages makes what people see in a deployment with such settings
     * @throws dev.stillframe.core.port.StoreException when its settings cannot be read
     */
    public AwsEdition open(Function<Settings, Pages> pages, InstantSource clock) {
        return open(new Clients(clients), pages, clock);
    }

    /** As {@link #open(Function, InstantSource)}, with clients that are there; they are closed with the deployment. */
    public AwsEdition open(Clients opened, Function<Settings, Pages> pages, InstantSource clock) {
        return AwsEdition.open(
                place,
                opened,
                environment,
                pages,
                clock,
                () -> UUID.randomUUID().toString());
    }
}
