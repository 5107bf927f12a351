package main

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	scalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	v1 "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	"k8s.io/pod-security-admission/api"
	podpolicy "k8s.io/pod-security-admission/policy"
)

var (
	// Strict: a field that the API does not know, or one that is there twice, is an error.
	strict = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict).UniversalDecoder()
	// What the API server's admission asks of a pod in a namespace that enforces `restricted`.
	restricted = evaluator()
)

func evaluator() podpolicy.Evaluator {
	made, err := podpolicy.NewEvaluator(podpolicy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	return made
}

// judgeDocument says what an API server would say to a document: nothing when it takes it.
func judgeDocument(document []byte) []string {
	object, _, err := strict.Decode(document, nil, nil)
	if err != nil {
		return []string{err.Error()}
	}
	faults, pod, known := validated(object)
	if !known {
		return []string{fmt.Sprintf("no validation for %T here: add it to document.go", object)}
	}
	problems := []string{}
	for _, fault := range faults {
		problems = append(problems, fault.Error())
	}
	if pod != nil && len(faults) == 0 {
		problems = append(problems, unsafe(pod)...)
	}
	return problems
}

// unsafe says what keeps a pod out of a namespace that enforces `restricted`.
func unsafe(pod *core.PodTemplateSpec) []string {
	external := &corev1.PodTemplateSpec{}
	if err := v1.Convert_core_PodTemplateSpec_To_v1_PodTemplateSpec(pod, external, nil); err != nil {
		return []string{err.Error()}
	}
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	problems := []string{}
	for _, result := range restricted.EvaluatePod(level, &external.ObjectMeta, &external.Spec) {
		if !result.Allowed {
			problem := "pod security: " + result.ForbiddenReason + " (" + result.ForbiddenDetail + ")"
			problems = append(problems, problem)
		}
	}
	return problems
}

// validated gives the faults of an object, the pods that it makes, and whether its kind is known.
func validated(object runtime.Object) (field.ErrorList, *core.PodTemplateSpec, bool) {
	none := validation.PodValidationOptions{}
	switch o := object.(type) {
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(o, none), &o.Spec.Template, true
	case *apps.StatefulSet:
		return appsvalidation.ValidateStatefulSet(o, none), &o.Spec.Template, true
	case *batch.CronJob:
		return batchvalidation.ValidateCronJobCreate(o, none), &o.Spec.JobTemplate.Spec.Template, true
	case *autoscaling.HorizontalPodAutoscaler:
		options := scalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{}
		return scalingvalidation.ValidateHorizontalPodAutoscaler(o, options), nil, true
	case *networking.NetworkPolicy:
		options := networkvalidation.NetworkPolicyValidationOptions{}
		return networkvalidation.ValidateNetworkPolicy(o, options), nil, true
	case *policy.PodDisruptionBudget:
		options := policyvalidation.PodDisruptionBudgetValidationOptions{}
		return policyvalidation.ValidatePodDisruptionBudget(o, options), nil, true
	case *core.Service:
		// The API server fills in the one from the other before it validates.
		if o.Spec.ClusterIP != "" && len(o.Spec.ClusterIPs) == 0 {
			o.Spec.ClusterIPs = []string{o.Spec.ClusterIP}
		}
		return validation.ValidateServiceCreate(o), nil, true
	case *core.ConfigMap:
		return validation.ValidateConfigMap(o), nil, true
	case *core.Namespace:
		return validation.ValidateNamespace(o), nil, true
	case *core.PersistentVolumeClaim:
		options := validation.PersistentVolumeClaimSpecValidationOptions{}
		return validation.ValidatePersistentVolumeClaim(o, options), nil, true
	}
	return nil, nil, false
}
