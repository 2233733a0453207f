/** Two ways to answer, compared on live traffic. */
@NullMarked
package tino.lifecycle.experiment;

import org.jspecify.annotations.NullMarked;
