/** Pages of sites, fetched politely and carefully. */
@NullMarked
package tino.language.crawl;

import org.jspecify.annotations.NullMarked;
