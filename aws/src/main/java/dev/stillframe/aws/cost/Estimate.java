package dev.stillframe.aws.cost;

import dev.stillframe.core.schedule.SimulatedDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes a bill: plays a day with the product's own scheduler and planner, multiplies what each build, upload and round asks of the
 * services by how many there are, and that by the prices. For one thread.
 */
public final class Estimate {
    private static final double DAYS = 730.0 / 24;
    private static final double TICKS = 86_400_000.0 / SimulatedDay.TICK;
    private static final double GB = 1e9;
    private static final int PARTITIONS = 8;
    /** Ticks from one look at the lists of hosts and settings to the next. */
    private static final int LISTS_EVERY = 5;

    private static final double IN_S3 = 64_000;
    private static final double READ_UNIT = 4096;
    private static final double WRITE_UNIT = 1024;

    private final Numbers prices;
    private final Numbers figures;
    /** Days that were played already: many deployments of a curve share them. */
    private final Map<String, SimulatedDay.Counts> played = new HashMap<>();

    /** With these prices, in dollars, and figures of the product. */
    public Estimate(Numbers prices, Numbers figures) {
        this.prices = prices;
        this.figures = figures;
    }

    /** The bill for a deployment. Plays three days: takes some hundred milliseconds. */
    public Bill of(Demand demand) {
        SimulatedDay day = new SimulatedDay(demand.every(), demand.rest());
        String each = demand.every() + " " + demand.rest().restMillis();
        int busy = day.busy(demand.hosts());
        SimulatedDay.Counts ofAll = played("all " + demand.every() + " " + busy, () -> day.all(busy));
        double awake = demand.rest().isRest() ? demand.hosts() * demand.awake() : 0;
        double resting = demand.hosts() - awake;
        SimulatedDay.Counts ofHost = played("host " + each, day::host);
        SimulatedDay.Counts ofAwake = awake > 0 ? played("awake " + each, day::awakeHost) : ofHost;
        double builds = ofAll.builds() + resting * ofHost.builds() + awake * ofAwake.builds();
        double processes = Math.max(1, Math.ceil(builds / TICKS / figures.get("assumed.builds.process")));
        return new Sheet(
                        demand,
                        Work.of(ofAll, processes),
                        Work.of(ofHost, processes).times(resting),
                        Work.of(ofAwake, processes).times(awake))
                .bill();
    }

    private SimulatedDay.Counts played(String name, Supplier<SimulatedDay.Counts> day) {
        return played.computeIfAbsent(name, n -> day.get());
    }

    /** One calculation; everything in it is a day's. */
    private final class Sheet {
        private final Demand demand;
        private final Work all;
        private final Work hosts;
        private final Work every;
        /** Builds in a process that has not met the scope before: those of hosts that rest. */
        private final double first;

        private final double samples;
        private final double wakes;
        private final List<Bill.Line> lines = new ArrayList<>();

        private Sheet(Demand demand, Work all, Work resting, Work woken) {
            this.demand = demand;
            this.all = all;
            this.hosts = resting.plus(woken);
            this.every = all.plus(hosts);
            this.first = demand.rest().isRest() ? resting.builds() : 0;
            this.samples = demand.samplesADay();
            // Somebody looks on for as long as a host is awake, and asks once a minute.
            this.wakes = demand.rest().isRest() ? demand.hosts() * demand.awake() * TICKS : 0;
        }

        private double figure(String name) {
            return figures.get(name);
        }

        private void line(String part, String unit, double quantityADay, String price) {
            lines.add(new Bill.Line(part, quantityADay * DAYS, unit, quantityADay * DAYS * prices.get(price)));
        }

        private void stored(String part, double bytes, String price) {
            lines.add(new Bill.Line(part, bytes / GB, "GB", bytes / GB * prices.get(price)));
        }

        private Bill bill() {
            s3();
            dynamo();
            queue();
            functions();
            line("API Gateway", "requests", samples + wakes, "api.request");
            double files = demand.visits() * figure("assumed.visit.files");
            line("CloudFront requests", "requests", files, "cdn.request");
            line("CloudFront transfer", "GB", demand.visits() * figure("assumed.visit.bytes") / GB, "cdn.gb");
            return new Bill(demand, lines);
        }

        private double rootBytes() {
            return figure("bytes.root") + figure("bytes.root.host") * demand.hosts();
        }

        private boolean rootIsInS3() {
            return rootBytes() > IN_S3;
        }

        private void s3() {
            double lists = TICKS / LISTS_EVERY;
            double news = Math.min(samples, lists);
            double writes = every.commits() * figure("s3.write.commit")
                    + every.stages() * figure("s3.write.stage")
                    + every.payloads() * figure("s3.write.payload")
                    + every.renewals() * figure("s3.write.renewal")
                    + every.rollups() * figure("s3.write.rollup")
                    + every.pages() * figure("s3.write.page")
                    + news * figure("s3.write.directory")
                    + (rootIsInS3() ? all.commits() : 0);
            line("S3 writes", "PUT", writes, "s3.write");
            double listed = every.builds() * figure("s3.list.build") + every.looks() * figure("s3.list.versions");
            line("S3 lists", "LIST", listed, "s3.write");
            double reads = every.builds() * figure("s3.read.build")
                    + every.payloads() * figure("s3.read.payload")
                    + every.rows() * figure("s3.read.rows")
                    + first * figure("s3.read.first")
                    + lists * figure("s3.read.directory")
                    + demand.visits() * figure("assumed.visit.files")
                    + (rootIsInS3() ? all.builds() : 0);
            line("S3 reads", "GET", reads, "s3.read");
            // The newest version in both buckets and four before it; those of an hour and a quarter, after which a look
            // removes them; the rings.
            double set = figure("bytes.payloads");
            double scope = 6 * set + figure("bytes.rings");
            stored("S3 storage", (demand.hosts() + 1) * scope + all.payloads() * 1.25 / 24 * set / 24, "s3.gb");
        }

        private void dynamo() {
            double root = figure("bytes.root");
            double ofAll = rootIsInS3() ? root : rootBytes();
            double writes = samples * figure("dynamodb.write.upload")
                    + every.builds() * figure("dynamodb.write.build")
                    + hosts.commits() * Math.ceil(root / WRITE_UNIT)
                    + all.commits() * Math.ceil(ofAll / WRITE_UNIT)
                    + TICKS * figure("dynamodb.write.round")
                    + wakes;
            line("DynamoDB writes", "units", writes, "dynamodb.write");

            double heads = PARTITIONS * (units(figure("bytes.head") * demand.hosts() / PARTITIONS) - 1)
                    + figure("dynamodb.read.heads");
            double scopes = units(figure("bytes.scope") * (demand.hosts() + 1));
            double round = figure("dynamodb.read.round") - figure("dynamodb.read.heads") - 1 + heads + scopes;
            // A host's build reads what came since the last one: at least one unit.
            double log = Math.max(hosts.builds(), samples * figure("bytes.log") / READ_UNIT);
            double reads = samples * (figure("dynamodb.read.upload") + figure("dynamodb.read.log"))
                    + hosts.builds() * (units(root) + 1)
                    + log
                    + all.builds() * (units(ofAll) + 2 * heads)
                    + TICKS * round
                    + wakes * 2;
            line("DynamoDB reads", "units", reads, "dynamodb.read");
            double bytes =
                    samples * (365 * figure("bytes.sample") + 14 * figure("bytes.log") + 90 * figure("bytes.audit"));
            stored("DynamoDB storage, a year", bytes, "dynamodb.gb");
        }

        private double units(double bytes) {
            return Math.max(1, Math.ceil(bytes / READ_UNIT));
        }

        private void queue() {
            // Ten messages go together; each is received and deleted.
            double sends = Math.max(TICKS, every.builds() / 10);
            line("SQS", "requests", sends + 2 * every.builds() + figure("assumed.sqs.polls.day"), "sqs.request");
            line("Scheduler", "calls", TICKS, "scheduler.call");
        }

        private void functions() {
            double calls = samples + wakes + every.builds() + TICKS;
            line("Lambda requests", "calls", calls, "lambda.request");
            double wait = figure("assumed.wait");
            double upload = figure("rounds.upload") * wait + figure("assumed.work.upload");
            double builds = hosts.builds() * figure("rounds.build") * wait
                    + all.builds() * figure("rounds.all") * wait
                    + every.builds() * figure("assumed.work.build")
                    + every.payloads() * figure("assumed.work.payload");
            double seconds = ((samples + wakes) * upload * figure("assumed.gb.api")
                            + builds * figure("assumed.gb.builder")
                            + TICKS * figure("rounds.round") * wait * figure("assumed.gb.schedule"))
                    / 1000;
            line("Lambda time", "GB-seconds", seconds, "lambda.gb-second");
            double logged = calls * figure("assumed.log.call");
            line("CloudWatch logs", "GB", logged / GB, "logs.gb");
            stored("CloudWatch logs kept", logged * figure("assumed.log.days"), "logs.stored.gb");
            lines.add(new Bill.Line(
                    "CloudWatch metrics",
                    figure("metrics"),
                    "metrics",
                    figure("metrics") * prices.get("metrics.metric")));
        }
    }
}
