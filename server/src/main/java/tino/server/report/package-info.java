/** The weekly report. */
@NullMarked
package tino.server.report;

import org.jspecify.annotations.NullMarked;
