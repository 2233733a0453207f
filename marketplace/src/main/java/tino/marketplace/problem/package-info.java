/** What the marketplace answers when it cannot do what was asked (RFC 9457). */
@NullMarked
package tino.marketplace.problem;

import org.jspecify.annotations.NullMarked;
