package matryoshka.service.revocation.bearer;

/** What clients hold of split tokens: the signature. */
@FunctionalInterface
public interface SplitSignatures {
    /** There are none. */
    SplitSignatures NONE = text -> text;

    /** Returns the token of a signature, not verified; every other text unchanged. Queries the database. */
    String joined(String text);
}
