/** One Spring Boot process that puts the applications together. */
@NullMarked
package tino.server;

import org.jspecify.annotations.NullMarked;
