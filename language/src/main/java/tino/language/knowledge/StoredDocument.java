package tino.language.knowledge;

import tino.language.crawl.KnownPage;

/**
 * A document as it was read last.
 *
 * @param rejected whether it could not be read
 */
record StoredDocument(long id, String name, String hash, String recipe, boolean rejected, KnownPage page) {

    boolean same(String otherHash, String otherRecipe) {
        return hash.equals(otherHash) && recipe.equals(otherRecipe);
    }
}
