package org.countersign.benchmarks.primitives;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** SASLprep of a name that needs none, as nearly all do. */
@State(Scope.Thread)
@NotThreadSafe
public class PrepareAscii {
    private final String name = "tim.example@example.org";
    private final Profile ongres = new SASLprep();

    @Benchmark
    public @Nullable String countersign() {
        return SaslPrep.query(name);
    }

    @Benchmark
    public String ongres() {
        return ongres.prepareQuery(name);
    }
}
