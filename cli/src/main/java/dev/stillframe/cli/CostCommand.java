package dev.stillframe.cli;

import dev.stillframe.aws.cost.Bill;
import dev.stillframe.aws.cost.Demand;
import dev.stillframe.aws.cost.Estimate;
import dev.stillframe.aws.cost.Numbers;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cost}: what a deployment on AWS costs a month. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        header = "Say what a deployment on AWS costs a month.",
        description = {
            "Plays a day of the deployment with the program's own scheduler, multiplies what each upload, round and build"
                    + " asks of the services, as counted in tests, and takes list prices without free tier.",
            "Needs neither an account nor data."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe cost --hosts 100",
            "  stillframe cost --hosts 20 --cadence 1m --rest none",
            "  stillframe cost --curve"
        })
final class CostCommand implements Callable<Integer> {
    private static final List<Integer> CURVE = List.of(1, 10, 100, 1_000, 10_000);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--hosts", paramLabel = "N", description = "How many hosts measure, 1 to 100000 (default: 100).")
    int hosts = 100;

    @Option(names = "--cadence", paramLabel = "D", description = "How often each does, 1m to 1d (default: 5m).")
    String cadence = "5m";

    @Option(
            names = "--rest",
            paramLabel = "D",
            description = "How often a host is built that nobody asks for, 15m to 7d, or none (default: 6h).")
    String rest = "6h";

    @Option(
            names = "--looks",
            paramLabel = "N",
            description =
                    "How often a day somebody looks at a host, on average over all hosts; each look keeps it awake for"
                            + " 15 minutes (default: 0.1).")
    double looks = Demand.USUAL_LOOKS;

    @Option(names = "--readers", paramLabel = "N", description = "Visits of the page a day (default: 100).")
    long readers = Demand.USUAL_VISITS;

    @Option(
            names = "--curve",
            description = "Print all parts for 1, 10, 100, 1000 and 10000 hosts, with and without rest.")
    boolean curve;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    private final Numbers prices = Numbers.prices();
    private final Estimate estimate = new Estimate(prices, Numbers.figures());

    @Override
    public Integer call() {
        Demand demand = demand();
        List<Bill> bills = curve ? curve(demand) : List.of(estimate.of(demand));
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(curve ? bills.stream().map(this::fields).toList() : fields(bills.getFirst())));
            return Stillframe.DONE;
        }
        out.println("Prices of " + prices.text("date") + " in " + prices.text("region")
                + ", in dollars a month of 730 hours, no free tier.");
        out.println("A sample each " + Durations.text(demand.every()) + ", " + number((double) readers)
                + " visits a day, each host" + " looked at " + plain(looks) + " times a day.");
        out.println();
        if (curve) {
            printCurve(bills);
        } else {
            print(bills.getFirst());
        }
        return Stillframe.DONE;
    }

    private Demand demand() {
        try {
            Duration every = Durations.parse(cadence, Duration.ofMinutes(1), Duration.ofDays(1));
            Cadence resting = rest.equals("none")
                    ? Cadence.NONE
                    : Cadence.resting(Durations.parse(rest, Cadence.SHORTEST, Cadence.LONGEST));
            return new Demand(hosts, every, resting, looks, readers);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    /** All sizes with rest, then all without. */
    private List<Bill> curve(Demand demand) {
        Cadence resting = demand.rest().isRest() ? demand.rest() : Cadence.resting(Duration.ofHours(6));
        List<Bill> bills = new ArrayList<>();
        for (Cadence each : List.of(resting, Cadence.NONE)) {
            CURVE.forEach(size -> bills.add(estimate.of(demand.with(each).with(size))));
        }
        return bills;
    }

    private static String title(Demand demand) {
        String hosts = Text.count(demand.hosts(), "host");
        return demand.rest().isRest()
                ? hosts + ", rest "
                        + Durations.text(Duration.ofMillis(demand.rest().restMillis()))
                : hosts + ", no rest";
    }

    private void print(Bill bill) {
        List<List<String>> rows = new ArrayList<>();
        bill.lines()
                .forEach(line -> rows.add(List.of(line.part(), quantity(line), line.unit(), dollars(line.dollars()))));
        rows.add(List.of("together", "", "", dollars(bill.dollars())));
        rows.add(List.of(
                "for each host", "", "", dollars(bill.dollars() / bill.demand().hosts())));
        Text.table(List.of(title(bill.demand()), ">quantity", "", ">dollars"), rows)
                .forEach(spec.commandLine().getOut()::println);
    }

    private void printCurve(List<Bill> bills) {
        for (int from = 0; from < bills.size(); from += CURVE.size()) {
            List<Bill> some = bills.subList(from, from + CURVE.size());
            Demand demand = some.getFirst().demand();
            List<String> headings = new ArrayList<>();
            headings.add(demand.rest().isRest() ? title(demand).replaceFirst(".*, ", "with ") : "without rest");
            some.forEach(bill -> headings.add(">" + number(bill.demand().hosts())));
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < some.getFirst().lines().size(); i++) {
                List<String> row =
                        new ArrayList<>(List.of(some.getFirst().lines().get(i).part()));
                for (Bill bill : some) {
                    row.add(dollars(bill.lines().get(i).dollars()));
                }
                rows.add(row);
            }
            List<String> together = new ArrayList<>(List.of("together"));
            List<String> each = new ArrayList<>(List.of("for each host"));
            some.forEach(bill -> together.add(dollars(bill.dollars())));
            some.forEach(bill -> each.add(dollars(bill.dollars() / bill.demand().hosts())));
            rows.add(together);
            rows.add(each);
            Text.table(headings, rows).forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().println();
        }
    }

    private static String dollars(double dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%s", value);
    }

    private static String quantity(Bill.Line line) {
        return line.quantity() < 100 ? String.format(Locale.ROOT, "%.2f", line.quantity()) : number(line.quantity());
    }

    private Map<String, Object> fields(Bill bill) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Demand demand = bill.demand();
        fields.put("pricesOf", prices.text("date"));
        fields.put("region", prices.text("region"));
        fields.put("hosts", demand.hosts());
        fields.put("everySeconds", demand.every().toSeconds());
        fields.put("restSeconds", demand.rest().restMillis() / 1000);
        fields.put("looksADay", demand.looks());
        fields.put("visitsADay", demand.visits());
        fields.put("dollars", cents(bill.dollars()));
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Bill.Line line : bill.lines()) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("part", line.part());
            part.put("quantity", Math.round(line.quantity() * 1000) / 1000.0);
            part.put("unit", line.unit());
            part.put("dollars", cents(line.dollars()));
            parts.add(part);
        }
        fields.put("parts", parts);
        return fields;
    }

    private static double cents(double dollars) {
        return Math.round(dollars * 100) / 100.0;
    }
}
