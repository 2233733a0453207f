/** What a version of a model is, on paper. */
@NullMarked
package tino.server.card;

import org.jspecify.annotations.NullMarked;
