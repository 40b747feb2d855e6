package dev.stillframe.cli;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.Parts;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.settings.SettingsException;
import dev.stillframe.web.DeploymentPages;
import java.io.PrintWriter;
import java.util.List;

/** Looks at a deployment on AWS, and makes its parts where asked. */
final class AwsDoctor {
    private final Checkup checkup;
    private final DeploymentOptions options;
    private final FunctionSettings settings;

    AwsDoctor(Checkup checkup, DeploymentOptions options) {
        this.checkup = checkup;
        this.options = options;
        this.settings = OnAws.settings(options.aws, options.environment());
    }

    /** Creates what is missing, and says what that was. */
    void create(PrintWriter err) {
        try (Clients clients = OnAws.clients(settings)) {
            List<String> created = new Parts(settings.place(), clients).create();
            created.forEach(name -> err.println("created: " + name));
        }
    }

    void look() {
        try (Clients clients = OnAws.clients(settings)) {
            checkup.good("place", settings.place().deployment() + " on " + clients.target());
            checkup.good(
                    "credentials",
                    "access key " + clients.credentials().resolveCredentials().accessKeyId());
            if (parts(clients)) {
                look(clients);
            }
        } catch (Failure e) {
            checkup.bad("credentials", String.valueOf(e.getMessage()), "");
        }
    }

    /** Looks at the parts; false where nothing else can be looked at. */
    private boolean parts(Clients clients) {
        boolean usable = true;
        for (Parts.Part part : new Parts(settings.place(), clients).look()) {
            switch (part.state()) {
                case GOOD -> checkup.good(part.name(), "there, as it must be");
                case MISSING ->
                    checkup.bad(
                            part.name(),
                            "not there",
                            "look at name and region; 'stillframe doctor --aws " + options.aws.name
                                    + " --create' creates what is missing");
                case WRONG -> part.problems().forEach(problem -> checkup.bad(part.name(), problem, advice(part)));
            }
            usable &= part.state() == Parts.State.GOOD || isQueues(part);
        }
        return usable;
    }

    private static boolean isQueues(Parts.Part part) {
        return part.name().startsWith("queues");
    }

    private String advice(Parts.Part part) {
        return isQueues(part)
                ? "'stillframe logs --aws " + options.aws.name + " --function builder' tells what failed"
                : "";
    }

    private void look(Clients clients) {
        try (AwsEdition edition = settings.open(clients, DeploymentPages::of, options.clock())) {
            DeploymentChecks checks = new DeploymentChecks(checkup, edition, options.atOnce(), advice());
            checks.settings();
            stores(edition);
            checks.hosts();
            checks.builds();
            checks.files();
        } catch (SettingsException e) {
            e.problems().forEach(l -> checkup.bad("settings", l, "mend it in the place that is named"));
        } catch (StoreException e) {
            checkup.bad("deployment", String.valueOf(e.getMessage()), "");
        }
    }

    private DeploymentChecks.Advice advice() {
        String aws = " --aws " + options.aws.name;
        return new DeploymentChecks.Advice(
                "take some in with 'stillframe import FILE" + aws + "', or let a collector send them",
                "stillframe build" + aws,
                "look at 'stillframe logs" + aws + "' for what the functions do");
    }

    private void stores(AwsEdition edition) {
        List<String> missing = edition.storeCheck().missing();
        if (missing.isEmpty()) {
            checkup.good("stores", "conditional writes hold, encodings are kept");
        }
        missing.forEach(what -> checkup.bad("stores", what, "use another server: this one cannot keep the promise"));
    }
}
