/** Alerts of the whole server: settings, files for Prometheus and Grafana. */
@NullMarked
package tino.server.alert;

import org.jspecify.annotations.NullMarked;
