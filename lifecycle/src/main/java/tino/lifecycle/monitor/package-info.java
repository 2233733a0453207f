/** Watches what a served model does: figures for Prometheus, and retraining where its quality fell. */
@NullMarked
package tino.lifecycle.monitor;

import org.jspecify.annotations.NullMarked;
