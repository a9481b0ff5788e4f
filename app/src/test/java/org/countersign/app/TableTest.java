package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumnsAndLetsAShortRowGoOn() {
        Table table = new Table("NAME", "TLS", "TIME")
                .row("PLAIN", "TLSv1.3", "1 ms")
                .row("X", "not tried: there is no reason to");

        assertThat(table.toString().lines())
                .containsExactly(
                        "NAME   TLS      TIME", "PLAIN  TLSv1.3  1 ms", "X      not tried: there is no reason to");
    }
}
