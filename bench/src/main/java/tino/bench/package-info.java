/** Benchmarks, each beside the thing a user would pick instead. */
@NullMarked
package tino.bench;

import org.jspecify.annotations.NullMarked;
