/** The frame of every page: languages, texts, static files, how numbers are written. */
@NullMarked
package tino.server.page;

import org.jspecify.annotations.NullMarked;
