/** Learning an order from what was shown and what came of it. */
@NullMarked
package tino.ranking.learn;

import org.jspecify.annotations.NullMarked;
