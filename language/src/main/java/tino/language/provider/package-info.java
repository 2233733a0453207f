/** Models that write, each behind the same interface. */
@NullMarked
package tino.language.provider;

import org.jspecify.annotations.NullMarked;
