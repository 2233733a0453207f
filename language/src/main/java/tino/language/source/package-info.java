/** Documents of others, read into text with its structure. */
@NullMarked
package tino.language.source;

import org.jspecify.annotations.NullMarked;
