package io.takhin.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key's default and bounds, in the form a file has them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** The value of a key that is set nowhere. */
    String value();

    /** Its value with {@code --dev}, where that differs. */
    String dev() default "";

    /** The least value, where there is one. */
    String min() default "";

    /** The greatest value, where there is one. */
    String max() default "";
}
