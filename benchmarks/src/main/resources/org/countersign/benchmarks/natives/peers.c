/*
 * What C libraries take for what the benchmarks measure.
 *
 *     cc -O2 -o peers *.c -lcrypto -ldl && ./peers SAMPLES MILLISECONDS
 *
 * Prints a line for each sample, "OPERATION BY NANOSECONDS", in rounds of all of them. Users, names and messages are those of
 * the benchmarks.
 */
#include "peers.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

void fail(const char *what) {
    fprintf(stderr, "%s failed\n", what);
    exit(1);
}

static int repetitions(const struct operation *operation, double sample) {
    int times = 1;
    double begin;
    do {
        times *= 2;
        begin = nanos();
        operation->run(times);
    } while (nanos() - begin < sample);
    return times;
}

int main(int argc, char **argv) {
    int samples = argc > 1 ? atoi(argv[1]) : 20;
    double sample = (argc > 2 ? atoi(argv[2]) : 50) * 1e6;
    const struct operation *libraries[] = {openssl(), gnu_sasl(), cyrus_sasl()};
    const struct operation *operations[16];
    int times[16], count = 0;
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        for (const struct operation *each = libraries[i]; each != NULL && each->name != NULL; each++) {
            operations[count] = each;
            times[count++] = repetitions(each, sample);
        }
    }
    for (int round = 0; round < samples; round++) {
        for (int i = 0; i < count; i++) {
            printf("%s %.1f\n", operations[i]->name, operations[i]->run(times[i]) / times[i]);
        }
    }
    return 0;
}
