/** What answers cost, and who may spend how much. */
@NullMarked
package tino.language.budget;

import org.jspecify.annotations.NullMarked;
