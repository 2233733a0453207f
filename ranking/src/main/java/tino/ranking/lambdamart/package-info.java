/** Rankers of boosted trees (LambdaMART). */
@NullMarked
package tino.ranking.lambdamart;

import org.jspecify.annotations.NullMarked;
