/** Alerts: rules over metrics, their states, who is told and who asked for silence. */
@NullMarked
package tino.lifecycle.alert;

import org.jspecify.annotations.NullMarked;
