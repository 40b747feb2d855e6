package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostCommandTest {
    @Test
    void it_prints_part_by_part_what_a_deployment_costs() {
        Terminal cost = Terminal.run("cost", "--hosts", "100");

        System.out.println(cost.out());
        assertThat(cost.err()).isEmpty();
        assertThat(cost.exit()).isZero();
        assertThat(cost.out())
                .contains(
                        "Prices of 2026-",
                        "us-east-1",
                        "100 hosts, rest 6h",
                        "S3 writes",
                        "DynamoDB writes",
                        "together");
    }

    @Test
    void json_has_the_parts_and_their_sum() {
        JsonNode bill = JsonMapper.shared()
                .readTree(Terminal.run("cost", "--hosts", "100", "--json").out());
        double sum = 0;
        for (JsonNode part : bill.path("parts")) {
            sum += part.path("dollars").asDouble();
        }

        assertThat(bill.path("hosts").asInt()).isEqualTo(100);
        assertThat(bill.path("restSeconds").asInt()).isEqualTo(21_600);
        assertThat(bill.path("dollars").asDouble())
                .isBetween(sum - 0.1, sum + 0.1)
                .isLessThanOrEqualTo(25);
    }

    @Test
    void the_curve_has_five_sizes_with_and_without_rest() {
        Terminal curve = Terminal.run("cost", "--curve");

        System.out.println(curve.out());
        assertThat(curve.exit()).isZero();
        assertThat(curve.out()).contains("with rest 6h", "without rest", "10,000");
        JsonNode bills = JsonMapper.shared()
                .readTree(Terminal.run("cost", "--curve", "--json").out());
        assertThat(bills.size()).isEqualTo(10);
    }

    @Test
    void what_it_cannot_reckon_is_refused_with_what_is_allowed() {
        assertThat(Terminal.run("cost", "--hosts", "0").err()).contains("0 hosts are not within 1 to 100000");
        assertThat(Terminal.run("cost", "--hosts", "0").exit()).isEqualTo(2);
        assertThat(Terminal.run("cost", "--cadence", "30s").err()).contains("'30s' is not within 1m to 1d");
        assertThat(Terminal.run("cost", "--rest", "1m").err()).contains("'1m' is not within 15m to 7d");
        assertThat(Terminal.run("cost", "--rest", "never").err()).contains("'never' is not a duration");
        assertThat(Terminal.run("cost", "--looks", "-1").err()).contains("0 to 96");
        assertThat(Terminal.run("cost", "--readers", "-1").exit()).isEqualTo(2);
    }
}
