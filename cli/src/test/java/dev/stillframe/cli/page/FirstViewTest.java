package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What somebody sees who just opens the page. */
class FirstViewTest extends PageTest {
    @Test
    void theNewestNumbersAndHowOldTheyAreAreThere() {
        tab.open(year().url("/"));
        tab.reads("#updated", "4\\d s ago");
        tab.reads("#tiles", "Download.*Mbit/s");
        tab.picture(SCREENSHOTS.resolve("first-view.png"));
        assertThat(tab.shifts()).isLessThanOrEqualTo(0.01);
    }
}
