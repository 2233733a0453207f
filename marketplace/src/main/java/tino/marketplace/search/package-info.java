/** From a query to an answer: recall, features, order, and what is written down of it. */
@NullMarked
package tino.marketplace.search;

import org.jspecify.annotations.NullMarked;
