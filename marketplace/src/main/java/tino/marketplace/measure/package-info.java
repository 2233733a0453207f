/** What is measured: of professionals every day, of the search all the time. */
@NullMarked
package tino.marketplace.measure;

import org.jspecify.annotations.NullMarked;
