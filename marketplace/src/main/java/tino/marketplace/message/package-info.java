/** Chat between a client and a professional within a contract. */
@NullMarked
package tino.marketplace.message;

import org.jspecify.annotations.NullMarked;
