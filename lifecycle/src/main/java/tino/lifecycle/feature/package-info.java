/** What a model sees of whatever it judges: numbers and categories in a fixed order. */
@NullMarked
package tino.lifecycle.feature;

import org.jspecify.annotations.NullMarked;
