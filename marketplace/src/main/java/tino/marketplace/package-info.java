/** Clients find professionals. */
@NullMarked
package tino.marketplace;

import org.jspecify.annotations.NullMarked;
