/** Why a case got its probability. */
@NullMarked
package tino.prediction.explanation;

import org.jspecify.annotations.NullMarked;
