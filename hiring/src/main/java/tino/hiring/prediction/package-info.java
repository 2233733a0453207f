/** Whether an applicant will be hired: asked over HTTP, answered by the model, written down before it is answered. */
@NullMarked
package tino.hiring.prediction;

import org.jspecify.annotations.NullMarked;
