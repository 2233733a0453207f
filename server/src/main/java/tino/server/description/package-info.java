/** The generated description of the HTTP API: OpenAPI 3, and Swagger UI over it. */
@NullMarked
package tino.server.description;

import org.jspecify.annotations.NullMarked;
