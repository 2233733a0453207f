/** The one door through which an application meets a model. */
@NullMarked
package tino.lifecycle.serving;

import org.jspecify.annotations.NullMarked;
