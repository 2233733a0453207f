/** What a served model does, in figures that Prometheus collects. */
@NullMarked
package tino.lifecycle.monitor;

import org.jspecify.annotations.NullMarked;
