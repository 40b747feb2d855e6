package dev.stillframe.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a look at everything found. */
final class Checkup {
    private final List<Check> checks = new ArrayList<>();

    /** One thing that was looked at. */
    private record Check(String what, boolean good, String found, String advice) {}

    void good(String what, String found) {
        checks.add(new Check(what, true, found, ""));
    }

    void bad(String what, String found, String advice) {
        checks.add(new Check(what, false, found, advice));
    }

    /** Whether all is good. */
    boolean isWell() {
        return checks.stream().allMatch(Check::good);
    }

    /** Prints it, and answers with the exit code. */
    int print(PrintWriter out, boolean json) {
        if (json) {
            out.println(Json.of(Map.of(
                    "well",
                    isWell(),
                    "checks",
                    checks.stream().map(Checkup::fields).toList())));
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (Check check : checks) {
                String advice = check.advice().isEmpty() ? "" : " -> " + check.advice();
                rows.add(List.of(check.good() ? "ok" : "!!", check.what(), check.found() + advice));
            }
            Text.table(List.of("", "", ""), rows).stream().skip(1).forEach(out::println);
            out.println(isWell() ? "All is well." : "Lines with !! need attention.");
        }
        return isWell() ? Stillframe.DONE : Stillframe.FAILED;
    }

    private static Map<String, Object> fields(Check check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("check", check.what());
        fields.put("good", check.good());
        fields.put("found", check.found());
        fields.put("advice", check.advice());
        return fields;
    }
}
