package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import java.util.List;

/** A store whose append fails, without effect, at one of its calls. */
final class FailingStore implements SampleStore {
    private final SampleStore store;
    private int callsUntilFailure;

    FailingStore(SampleStore store, int failingCall) {
        this.store = store;
        this.callsUntilFailure = failingCall;
    }

    @Override
    public List<Verdict> append(List<Sample> samples, String origin) {
        callsUntilFailure--;
        if (callsUntilFailure == 0) {
            throw new StoreException("the disk is full");
        }
        return store.append(samples, origin);
    }

    @Override
    public long withdraw(String origin) {
        return store.withdraw(origin);
    }

    @Override
    public Position head(Scope scope) {
        return store.head(scope);
    }

    @Override
    public long quarantine(String origin) {
        return store.quarantine(origin);
    }

    @Override
    public long setAside(String host, List<Long> times, String reason) {
        return store.setAside(host, times, reason);
    }

    @Override
    public long restore(String host, List<Long> times) {
        return store.restore(host, times);
    }

    @Override
    public List<Aside> aside(String host, long from, int limit) {
        return store.aside(host, from, limit);
    }

    @Override
    public Batch readAfter(Scope scope, Position after, int limit) {
        return store.readAfter(scope, after, limit);
    }

    @Override
    public void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor) {
        store.scan(scope, from, to, upTo, visitor);
    }

    @Override
    public void kept(Scope host, KeptVisitor visitor) {
        store.kept(host, visitor);
    }

    @Override
    public List<Sample> newest(Scope scope, long to, int limit) {
        return store.newest(scope, to, limit);
    }

    @Override
    public List<HostSummary> hosts(long to) {
        return store.hosts(to);
    }
}
