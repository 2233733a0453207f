/** How good an answer is: against reference answers, against its sources, and in finding them. */
@NullMarked
package tino.language.metric;

import org.jspecify.annotations.NullMarked;
