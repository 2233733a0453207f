/** What was learned, and the files it is kept in. */
@NullMarked
package tino.language.model;

import org.jspecify.annotations.NullMarked;
