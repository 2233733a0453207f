/** From a dataset to a judged model version. */
@NullMarked
package tino.lifecycle.pipeline;

import org.jspecify.annotations.NullMarked;
