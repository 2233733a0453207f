/** Ordering candidates: weights or LambdaMART; metrics; position bias. */
@NullMarked
package tino.ranking;

import org.jspecify.annotations.NullMarked;
