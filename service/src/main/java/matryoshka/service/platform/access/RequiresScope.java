package matryoshka.service.platform.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource method that requires a bearer token with all of these scopes of the built-in service. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresScope {
    String[] value();

    /** Any one of these suffices instead for a dry run ({@code dry_run=true}), which changes nothing. */
    String[] dryRun() default {};
}
