package dev.stillframe.core.deployment;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.port.TokenStore;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.core.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A deployment, wired: every port, the builder, and the lists beside the snapshots. An edition adds where it lies and what must be
 * closed. Methods that use a store throw {@link dev.stillframe.core.port.StoreException} when it fails.
 */
public abstract class Deployment implements AutoCloseable {
    private static final String SETTINGS = "settings";
    /** Of how many files of the page each is named that is missing. */
    private static final int MOST_NAMED = 5;

    private final Stores stores;
    private final Settings settings;
    private final InstantSource clock;
    private final Builder builder;
    private final Pages pages;
    private final PageAssets assets;

    /**
     * Wires a deployment.
     *
     * @param pages makes what people see
     * @param clock the present
     * @param ids a source of texts that never repeat
     */
    protected Deployment(Stores stores, Settings settings, Pages pages, InstantSource clock, Supplier<String> ids) {
        this.stores = stores;
        this.settings = settings;
        this.pages = pages;
        this.clock = clock;
        this.assets = new PageAssets(stores.ports(), stores.facts(), pages, clock);
        this.builder = new Builder(stores.ports(), settings.metrics(), rules(), pages, assets::areThere, clock, ids);
    }

    /** Where it lies, for people: a folder, or a name and a region. */
    public abstract String place();

    /**
     * Tries out, once for each deployment, whether its stores can do what the promise rests on, where that is not certain; nothing may
     * be published otherwise.
     *
     * @throws dev.stillframe.core.port.StoreException with all that is missing
     */
    public void requireFitStores() {
        // A folder and a database of its own are fit.
    }

    /** Its settings. */
    public final Settings settings() {
        return settings;
    }

    /** Its present. */
    public final InstantSource clock() {
        return clock;
    }

    /** The stores that builds work on. */
    public final Ports ports() {
        return stores.ports();
    }

    /** The samples. */
    public final SampleStore samples() {
        return ports().samples();
    }

    /** The public files. */
    public final SnapshotStore snapshots() {
        return ports().snapshots();
    }

    /** The imports. */
    public final ImportLog imports() {
        return stores.imports();
    }

    /** The tokens. */
    public final TokenStore tokens() {
        return stores.tokens();
    }

    /** The audit log. */
    public final AuditLog audit() {
        return stores.audit();
    }

    /** The builds that were asked for. */
    public final RefreshQueue refreshes() {
        return stores.refreshes();
    }

    /** What else is known of it. */
    public final FactStore facts() {
        return stores.facts();
    }

    /** What probers printed. */
    public final RawArchive archive() {
        return stores.archive();
    }

    /** What makes the files that people see. */
    public final Pages pages() {
        return pages;
    }

    /** The builder. */
    public final Builder builder() {
        return builder;
    }

    /** A verifier. */
    public final Verifier verifier() {
        return new Verifier(ports(), settings.metrics(), rules(), pages);
    }

    /** By which rules its rollups are made. */
    public final Rules rules() {
        return new Rules(new Calendar(settings.zone()), settings.closing(), settings.thresholds(), settings.schedule());
    }

    /**
     * What to serve for a damaged public file.
     *
     * @param versionIds gives the version id of a staged payload from its stage number
     */
    protected final CommittedFiles committedFiles(BiFunction<Long, StoredObject, String> versionIds) {
        return committedFiles(pages, versionIds);
    }

    /** The same with other pages. */
    protected final CommittedFiles committedFiles(Pages seen, BiFunction<Long, StoredObject, String> versionIds) {
        return new CommittedFiles(ports().checkpoints(), snapshots(), settings.metrics(), rules(), seen, versionIds);
    }

    /**
     * Removes the fallbacks of a token's host, whoever sent them: a collector that is trusted sends new ones.
     *
     * @return how many there were
     */
    public final long removeFallbacks(String tokenId) {
        Optional<Scope> host = tokens().find(tokenId).map(Token::host).map(Scope::host);
        if (host.isEmpty()) {
            return 0;
        }
        List<String> keys =
                SnapshotId.of(host.get()).stream().map(FallbackKeys::key).toList();
        long present = snapshots().read(keys).size();
        snapshots().remove(FallbackKeys.of(host.get()));
        return present;
    }

    /** {@code all}, then every host that ever had a sample, by name. */
    public final List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(Scope.ALL);
        hosts().forEach(h -> scopes.add(Scope.host(h.host())));
        return scopes;
    }

    private List<HostSummary> hosts() {
        return samples().hosts(clock.millis());
    }

    /**
     * Sees to it that what pages name is there. What earlier versions of the program named stays. Looks once a day, and costs nothing in
     * between. Builds do it themselves before they publish pages.
     */
    public final void publishAssets() {
        assets.publish();
    }

    /** As {@link #publishAssets}, and looks at each file now. */
    public final void repairAssets() {
        assets.repair();
    }

    /** Writes {@code hosts.json} and {@code config.json} where they are missing, damaged or no longer right. */
    public final void publishDirectory() {
        publishDirectory(hosts());
    }

    /** As {@link #publishDirectory()}, where the hosts are known already. */
    public final void publishDirectory(List<HostSummary> hosts) {
        // Made of the list itself: no log ever gets shorter, so of two writers the one who knows more has the higher
        // number.
        long number = hosts.stream().mapToLong(h -> h.head().number()).sum();
        publish(number, Directory.hosts(hosts));
        // Made of the settings alone: whoever writes last is right.
        publish(0, config());
    }

    /** Whether {@code hosts.json} or {@code config.json} is missing or not what was put there. */
    public final boolean directoryIsDamaged() {
        return !snapshots().damaged(List.of(Directory.HOSTS, Directory.CONFIG)).isEmpty();
    }

    /** What is wrong with {@code hosts.json}, {@code config.json} and what pages name, one line each; empty when nothing is. */
    public final List<String> directoryDifferences() {
        List<String> differences = new ArrayList<>();
        List<String> damaged = new ArrayList<>(snapshots().damaged(List.of(Directory.HOSTS, Directory.CONFIG)));
        // Before the first build nobody has put them there.
        if (ports().checkpoints().load(Scope.ALL).isPresent()) {
            Set<String> lost = assets.damaged();
            if (lost.size() <= MOST_NAMED) {
                damaged.addAll(lost);
            } else {
                differences.add(assets.folder() + ": " + lost.size() + " of its files are missing or damaged");
            }
        }
        for (String key : damaged) {
            differences.add(key + ": the file is missing or damaged");
        }
        snapshots()
                .read(Directory.CONFIG)
                .filter(p -> !Arrays.equals(p.object().body(), config().body()))
                .ifPresent(p ->
                        differences.add(Directory.CONFIG + ": it was written with other settings than are set now"));
        return differences;
    }

    /**
     * Makes these settings those of the deployment: a running {@code serve} with others stops building.
     *
     * @return whether it had others
     */
    public final boolean adoptSettings() {
        boolean changed = isOutdated();
        stores.facts().put(SETTINGS, settingsNow());
        return changed;
    }

    /** Whether another process has built with other settings since this one adopted its own. */
    public final boolean isOutdated() {
        return stores.facts()
                .get(SETTINGS)
                .filter(s -> !s.equals(settingsNow()))
                .isPresent();
    }

    private String settingsNow() {
        // No public file says the rest or the calendar's, but two processes must agree on them.
        String rest = settings.rest().isRest() ? " rest " + settings.rest().restMillis() : "";
        return Checksum.of(config().body()) + rest + settings.calendar().text();
    }

    private StoredObject config() {
        return Directory.config(settings.metrics(), settings.zone().getId(), settings.thresholds(), settings.notice());
    }

    private void publish(long number, StoredObject object) {
        boolean same = snapshots()
                .read(object.key())
                .filter(p -> Arrays.equals(p.object().body(), object.body()))
                .isPresent();
        if (!same) {
            snapshots().publish(number, List.of(object));
        }
    }

    @Override
    public abstract void close();
}
