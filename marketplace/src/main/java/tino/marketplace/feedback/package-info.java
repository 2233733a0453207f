/** What people did with an answer: clicks, quotes, contracts. */
@NullMarked
package tino.marketplace.feedback;

import org.jspecify.annotations.NullMarked;
