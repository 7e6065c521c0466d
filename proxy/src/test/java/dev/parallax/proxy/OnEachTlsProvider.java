package dev.parallax.proxy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs a test once with each implementation of TLS. */
@ParameterizedTest
@EnumSource(
    mode = EnumSource.Mode.EXCLUDE,
    names = "AUTO",
    value = dev.parallax.proxy.tls.TlsProvider.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OnEachTlsProvider {}
