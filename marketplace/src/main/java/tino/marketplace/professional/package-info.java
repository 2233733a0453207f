/** Who offers what: profiles, their table and their place in the index. */
@NullMarked
package tino.marketplace.professional;

import org.jspecify.annotations.NullMarked;
