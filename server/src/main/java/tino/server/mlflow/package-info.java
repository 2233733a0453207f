/**
 * MLflow's tracking and registry protocol, REST version 2.0, so that its clients log runs and register models here unchanged.
 * What they do to a champion passes the same gate as anything else.
 */
@NullMarked
package tino.server.mlflow;

import org.jspecify.annotations.NullMarked;
