/** What clients say after a contract, one to five stars. */
@NullMarked
package tino.marketplace.review;

import org.jspecify.annotations.NullMarked;
